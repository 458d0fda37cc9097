/// The namespace of the `Storage` module until its first type arrives.
enum StorageModule {}
