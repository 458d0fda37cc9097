/// The namespace of the `Reports` module until its first type arrives.
enum ReportsModule {}
