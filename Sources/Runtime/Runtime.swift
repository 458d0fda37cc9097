/// The namespace of the `Runtime` module until its first type arrives.
enum RuntimeModule {}
