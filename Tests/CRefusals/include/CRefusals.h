// Preloaded into a backend: lets the system refuse what a backend asks of its files, as long as that is wanted.
//
// ZUOXI_REFUSED names the folder of the files concerned, ZUOXI_REFUSALS the folder of wishes: while a file "sync" is there every sync fails with EIO,
// while a file "space" is there every write fails with ENOSPC. Each refusal is a line in "sync.log" or "space.log": its moment in nanoseconds of
// CLOCK_BOOTTIME, written before the caller learns of it.
