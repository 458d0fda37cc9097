/// The namespace of the `Transfer` module until its first type arrives.
enum TransferModule {}
