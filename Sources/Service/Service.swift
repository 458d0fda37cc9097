/// The namespace of the `Service` module until its first type arrives.
enum ServiceModule {}
