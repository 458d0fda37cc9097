/// A compiled terminfo entry for 24-bit colour. Debian's base entries have none; with the `RGB` flag curses needs no table of colours.
/// It holds what `tic -x` makes of an entry with `RGB`, `colors#0x1000000`, `pairs#0x7FFF`, `setaf=\E[38;2;…m`, `setab=\E[48;2;…m` and the
/// sequences every terminal of today shares with xterm.
enum DirectColorEntry {
  static let name = "zuoxi-direct"
  static let base64 = """
    HgIbAB0ADwBpAbwBenVveGktZGlyZWN0fDI0LWJpdCBjb2xvdXIAAAEAAAEAAAABAAAAAAEBAAAAAAAAAAAAAAAAAAFQAAAACAAA\
    ABgAAAD/////////////////////////////////////////////////////AAAAAf9/AAD//wAAAgD/////BAAMABAAFAD//x8A\
    MAAyADYAPQD//z8ARgD//0oA//////////////////9OAFMA//9cAP///////2EAZgBrAHAA//95AH0A/////4YAjAD/////////\
    ////////////////////////////////////////////////////////////////////////////////////////////////////\
    ////////////////////////////////////////////////////////kgD///////+bAKQA//+tAP//////////////////////\
    //////+2ALkAxAD/////xwD/////////////////////////////////////////////////////////////////////////////\
    ////////////////////////////////////////////////////////////////////////////////////////////////////\
    ////////////////////////////////////////////////////////////////////////////////////////////////////\
    /////////////////////////////////////////////////////////////////////////////////////////QD/////////\
    //////////////////////////////////////////////////////////////8CAf//////////////////////////////////\
    CwH///////////////////////8QAf//////////////////////////////////////////////////////////////////////\
    ////////////////////////////FgFpAQcADQAbW0gbWzJKABtbSwAbW0oAG1slaSVwMSVkRwAbWyVpJXAxJWQ7JXAyJWRIAAoA\
    G1tIABtbPzI1bAAIABtbPzI1aAAbW0MAG1tBABtbMW0AG1s/MTA0OWgAG1sybQAbWzdtABtbN20AG1s0bQAbWyVwMSVkWAAbW20A\
    G1s/MTA0OWwAG1syN20AG1syNG0AG1slcDElZEIAG1slcDElZEQAG1slcDElZEMAG1slcDElZEEAGzgAG1slaSVwMSVkZAAbNwAb\
    WzAlPyVwNiV0OzElOyU/JXA1JXQ7MiU7JT8lcDIldDs0JTslPyVwMSVwMyV8JXQ7NyU7bQAbWzFLABtbMzk7NDltABtbM20AG1sy\
    M20AG1slPyVwMSV7OH0lPCV0MyVwMSVkJWUzODsyOyVwMSV7NjU1MzZ9JS8lZDslcDElezI1Nn0lLyV7MjU1fSUmJWQ7JXAxJXsy\
    NTV9JSYlZCU7bQAbWyU/JXAxJXs4fSU8JXQ0JXAxJWQlZTQ4OzI7JXAxJXs2NTUzNn0lLyVkOyVwMSV7MjU2fSUvJXsyNTV9JSYl\
    ZDslcDElezI1NX0lJiVkJTttAAEAAAAAAAEABAABAAAAUkdCAA==
    """
}
