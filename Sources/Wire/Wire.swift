/// The namespace of the `Wire` module until its first type arrives.
enum WireModule {}
