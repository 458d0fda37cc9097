/// The namespace of the `Imports` module until its first type arrives.
enum ImportsModule {}
