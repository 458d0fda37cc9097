/// The namespace of the `Visitors` module until its first type arrives.
enum VisitorsModule {}
