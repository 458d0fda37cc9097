import Desk

/// A change about webhooks.
public enum WebhookCommand: Hashable, Sendable {
  /// An administrator changes who is told what, which they read at that revision.
  case change(WebhookDraft, expecting: Int)
  /// An administrator has a webhook told again what was given up.
  case retry(String)
}
