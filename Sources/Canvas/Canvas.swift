/// The namespace of the `Canvas` module until its first type arrives.
enum CanvasModule {}
