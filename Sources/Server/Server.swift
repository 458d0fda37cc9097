/// The namespace of the `Server` module until its first type arrives.
enum ServerModule {}
