import CPostgres
import Foundation
import GRDB

/// What a statement came to; freed with its last row.
final class PostgresResult {
  private let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  deinit { PQclear(pointer) }

  var status: ExecStatusType { PQresultStatus(pointer) }

  /// The command that was done, such as `COMMIT`.
  var tag: String { String(cString: PQcmdStatus(pointer)) }

  var rows: [PostgresRow] { (0..<PQntuples(pointer)).map { PostgresRow(result: self, row: $0) } }

  /// Why it was not done; `nil` when it was.
  var failure: PostgresFailure? {
    switch status {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_PIPELINE_SYNC: nil
    case PGRES_PIPELINE_ABORTED: PostgresFailure(state: "25P02", message: "not done, because what came before failed")
    default:
      PostgresFailure(
        state: PQresultErrorField(pointer, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? "",
        message: PQresultErrorField(pointer, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
          ?? String(cString: PQresultErrorMessage(pointer)))
    }
  }

  func value(_ row: Int32, _ column: Int32) -> DatabaseValue {
    guard PQgetisnull(pointer, row, column) == 0, let bytes = PQgetvalue(pointer, row, column) else { return .null }
    switch PQftype(pointer, column) {
    case 20, 21, 23: return atoll(bytes).databaseValue
    case 16: return (bytes.pointee == CChar(UInt8(ascii: "t"))).databaseValue
    case 700, 701, 1700: return atof(bytes).databaseValue
    default:
      let count = Int(PQgetlength(pointer, row, column))
      return bytes.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
        String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self).databaseValue
      }
    }
  }
}

/// A row of a result.
struct PostgresRow: SQLRow {
  let result: PostgresResult
  let row: Int32

  subscript<Value: DatabaseValueConvertible>(_ column: Int) -> Value {
    get throws {
      let value = result.value(row, Int32(column))
      guard let read = Value.fromDatabaseValue(value) else {
        throw PostgresFailure(state: "XX001", message: "column \(column) of a row is not \(Value.self)")
      }
      return read
    }
  }
}
