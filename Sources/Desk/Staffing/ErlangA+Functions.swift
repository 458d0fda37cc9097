#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ErlangA {
  static func exponential(_ power: Double) -> Double { exp(power) }
  static func logarithm(_ number: Double) -> Double { log(number) }
}
