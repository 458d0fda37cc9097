import Desk

/// Which language the program speaks.
public enum LanguageChoice {
  /// What was asked for on the command line, else what the locale says: `zh…` Chinese, `en…` English, anything else Chinese.
  public static func language(asked: String?, environment: (String) -> String?) -> Language {
    if let asked, let language = of(asked) { return language }
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      if let locale = environment(name), !locale.isEmpty { return of(locale) ?? .chinese }
    }
    return .chinese
  }

  /// The language of this process.
  public static func ofProcess(asked: String?) -> Language { language(asked: asked, environment: Environment.value) }

  private static func of(_ text: String) -> Language? {
    if text.lowercased().hasPrefix("zh") { return .chinese }
    if text.lowercased().hasPrefix("en") { return .english }
    return nil
  }
}
