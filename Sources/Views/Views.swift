/// The namespace of the `Views` module until its first type arrives.
enum ViewsModule {}
