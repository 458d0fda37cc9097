// Each file is named here: one that is missing does not build.

extension WebResource {
  static let pageFiles: [WebResource] = [
    WebResource("page.html", at: "/page", PackageResources.page_html),
    WebResource("zuoxi.js", at: "/zuoxi.js", PackageResources.zuoxi_js),
    WebResource("api.js", PackageResources.api_js),
    WebResource("composer.js", PackageResources.composer_js),
    WebResource("dom.js", PackageResources.dom_js),
    WebResource("embed.js", PackageResources.embed_js),
    WebResource("favicon.svg", PackageResources.favicon_svg),
    WebResource("header.js", PackageResources.header_js),
    WebResource("icons.js", PackageResources.icons_js),
    WebResource("link.js", PackageResources.link_js),
    WebResource("log.js", PackageResources.log_js),
    WebResource("messages.js", PackageResources.messages_js),
    WebResource("outbox.js", PackageResources.outbox_js),
    WebResource("page.css", PackageResources.page_css),
    WebResource("page.js", PackageResources.page_js),
    WebResource("rating.js", PackageResources.rating_js),
    WebResource("receipts.js", PackageResources.receipts_js),
    WebResource("sse.js", PackageResources.sse_js),
    WebResource("stream.js", PackageResources.stream_js),
    WebResource("talk.css", PackageResources.talk_css),
    WebResource("talk.js", PackageResources.talk_js),
    WebResource("visit.js", PackageResources.visit_js),
    WebResource("votes.js", PackageResources.votes_js),
    WebResource("waiting.js", PackageResources.waiting_js),
    WebResource("words.js", PackageResources.words_js),
  ]

  static let sampleFiles: [WebResource] = [
    WebResource("host.html", at: "/sample", isSample: true, PackageResources.host_html),
    WebResource("host.css", isSample: true, PackageResources.host_css),
    WebResource("host.js", isSample: true, PackageResources.host_js),
  ]
}
