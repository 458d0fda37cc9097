/// The namespace of the `Terminal` module until its first type arrives.
enum TerminalModule {}
