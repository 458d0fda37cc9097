/// Why an entry link cannot be sent to somebody today. Console and backend ask this one rule, so the agent is told before the backend refuses.
public enum LinkObstacle: Hashable, Sendable {
  /// It may be sent from that day on.
  case notBefore(CivilDate)
  /// That was the last day it could be sent.
  case expired(CivilDate)
  /// It leads to a host that is not on the office's list; `nil` when it has no https host at all.
  case foreignHost(String?)
  /// It is for another region than the taxpayer's.
  case otherRegion(String)

  /// Why, and what to do.
  public var text: Localised {
    switch self {
    case .notBefore(let day):
      Localised("该入口 \(day) 起才能发送", "This link cannot be sent before \(day)")
    case .expired(let day):
      Localised("该入口已于 \(day) 到期，请改选其他入口", "This link expired on \(day); choose another")
    case .foreignHost(let host?):
      Localised(
        "网址 \(host) 不在本机构允许的主机内，请联系管理员", "The host \(host) is not on the office's list; ask the administrator")
    case .foreignHost(nil): Localised("网址不是 https 地址，请联系管理员", "The address is not https; ask the administrator")
    case .otherRegion(let region):
      Localised("该入口仅限\(region)，与纳税人所在地区不符", "This link is for \(region), not for the taxpayer's region")
    }
  }
}

extension EntryLink {
  /// Why it cannot be sent; `nil` when it can. `hosts` are the office's: `etax.example.cn` for itself, `*.example.cn` for everything below it.
  public func obstacle(on day: CivilDate, for region: String?, hosts: [String]) -> LinkObstacle? {
    if let validFrom, day < validFrom { return .notBefore(validFrom) }
    if let validUntil, day > validUntil { return .expired(validUntil) }
    guard let host else { return .foreignHost(nil) }
    guard hosts.contains(where: { Self.matches(host, $0) }) else { return .foreignHost(host) }
    if let own = self.region, let region, own != region { return .otherRegion(own) }
    return nil
  }

  /// The host it leads to, lower case; `nil` unless the address is plain https with a host name and neither a user nor a backslash in it, so that
  /// every browser reads the same host.
  public var host: String? {
    let scheme = "https://"
    guard url.lowercased().hasPrefix(scheme) else { return nil }
    let authority = url.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    guard !url.contains(where: { $0.isWhitespace || $0 == "\\" }), !authority.contains("@") else { return nil }
    let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first?.lowercased(), !name.isEmpty, name.utf8.allSatisfy(Self.isHostByte),
      parts.count == 1 || (!parts[1].isEmpty && parts[1].allSatisfy(\.isASCII) && UInt16(parts[1]) != nil)
    else { return nil }
    return name
  }

  /// Whether an address is https and leads to one of the hosts.
  public static func mayLead(to url: String, hosts: [String]) -> Bool {
    let link = EntryLink(code: "", title: Localised("", ""), menuPath: [], url: url)
    guard let host = link.host else { return false }
    return hosts.contains { matches(host, $0) }
  }

  private static func matches(_ host: String, _ pattern: String) -> Bool {
    let pattern = pattern.lowercased()
    return pattern.hasPrefix("*.") ? host.hasSuffix(pattern.dropFirst(1)) : host == pattern
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}

extension WorkingCalendar {
  /// The office's day at a moment.
  public func day(at moment: Timestamp) -> CivilDate {
    let milliseconds = moment.milliseconds + Int64(utcOffsetMinutes) * 60_000
    let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    return CivilDate(dayNumber: Int(rest < 0 ? days - 1 : days))
  }
}
