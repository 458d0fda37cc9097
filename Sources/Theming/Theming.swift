/// The namespace of the `Theming` module until its first type arrives.
enum ThemingModule {}
