/// Which release of the programs this is.
public enum Release {
  /// The version, as semantic versioning writes it.
  public static let version = "0.1.0"
}
