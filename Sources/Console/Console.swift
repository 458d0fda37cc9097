/// The namespace of the `Console` module until its first type arrives.
enum ConsoleModule {}
