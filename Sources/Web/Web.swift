/// The namespace of the `Web` module until its first type arrives.
enum WebModule {}
