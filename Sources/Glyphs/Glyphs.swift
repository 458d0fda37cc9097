/// The namespace of the `Glyphs` module until its first type arrives.
enum GlyphsModule {}
