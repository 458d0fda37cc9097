/// The theme files as they were when the program was built: the fallback where the theme folder is absent.
public enum EmbeddedThemes {
  /// The dark theme's TOML text, in UTF-8.
  public static var dark: [UInt8] { PackageResources.dark_toml }
  /// The light theme's TOML text, in UTF-8.
  public static var light: [UInt8] { PackageResources.light_toml }
}
