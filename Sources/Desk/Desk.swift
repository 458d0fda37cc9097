/// The namespace of the `Desk` module until its first type arrives.
enum DeskModule {}
