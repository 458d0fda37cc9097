// Each file is named here: one that is missing does not build.

extension WebResource {
  static let pageFiles: [WebResource] = [
    WebResource("page.html", at: "/page", PackageResources.page_html)
  ]

  static let sampleFiles: [WebResource] = []
}
