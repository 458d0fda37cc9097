/// The sample office that comes with the program.
public enum SampleOffice {
  /// Its import files.
  public static var files: [ImportFile] {
    [
      ImportFile(name: "office.yaml", text: String(decoding: PackageResources.office_yaml, as: UTF8.self)),
      ImportFile(name: "knowledge.yaml", text: String(decoding: PackageResources.knowledge_yaml, as: UTF8.self)),
    ]
  }
}
