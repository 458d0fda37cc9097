import Canvas
import Console
import Glyphs
import Theming

/// Draws state after state, keeping the panes in which nothing changed. What comes out is what `ScreenView` draws afresh, only sooner: a key in the
/// writing field costs the writing field.
public struct ScreenDrawer: Sendable {
  private struct Ground: Equatable {
    var layout: Layout
    var preferences: Preferences
    var theme: Theme
  }

  private struct Drawn {
    var inputs: PaneInputs?
    var hits = HitMap()
    var cursor: Cursor?
  }

  /// The last state drawn, and what the time made of it.
  private struct Last {
    var state: State
    var second: Int64?
    var connection: PlainText
  }

  private var ground: Ground?
  private var frame = Frame(width: 0, height: 0)
  private var panes: [Pane: Drawn] = [:]
  private var hints = HitMap()
  private var last: Last?
  /// The writing field of the screen drawn last, if words went there.
  private var writing: WritingField?

  /// A drawer that has drawn nothing yet.
  public init() {}

  /// Draws a state with a theme.
  public mutating func draw(_ state: State, theme: Theme) -> Screen {
    let layout = state.layout
    if let player = state.wall?.replay?.player, layout.arrangement != .tooSmall {
      // It has the screen to itself.
      self = ScreenDrawer()
      var frame = ReplayView.draw(player, theme: theme)
      frame.modes = Modes(mouse: state.preferences.isMouseOn, bracketedPaste: true, focusReports: true)
      frame.modes.title = TitleView.title(state)
      return Screen(frame: frame, hits: HitMap())
    }
    let ground = Ground(layout: layout, preferences: state.preferences, theme: theme)
    let isFresh = ground != self.ground
    if isFresh { panes = [:] }
    self.ground = ground
    // Taken out of here while it is drawn on, or the first cell would copy all.
    var kept: Frame?
    if !isFresh {
      kept = frame
      frame = Frame(width: 0, height: 0)
    }
    var painter = Painter(state, theme, layout, on: kept)
    kept = nil
    if layout.arrangement == .tooSmall {
      self = ScreenDrawer()
      TooSmallView.draw(&painter)
    } else {
      drawGround(&painter, isFresh: isFresh)
      frame = painter.frame
      drawOverlays(&painter)
    }
    painter.frame.modes.title = TitleView.title(state)
    writing = layout.arrangement == .tooSmall ? nil : WritingField(state, theme, layout, after: writing)
    return Screen(frame: painter.frame, hits: painter.hits)
  }

  /// The words in the writing field alone: what a key wrote is seen before anything else is looked at. `nil` when something may lie over the field or
  /// the keys go elsewhere. Whatever else has changed, what invites to write too, is drawn by `draw(_:theme:)`, which comes after it.
  public mutating func drawWriting(_ state: State, theme: Theme) -> FramePatch? {
    guard state.isJustWriting, let ground, ground.preferences == state.preferences, ground.theme == theme else {
      return nil
    }
    return writing?.draw(state)
  }

  /// Everything that lies under popups and notices.
  private mutating func drawGround(_ painter: inout Painter, isFresh: Bool) {
    let now = Last(
      state: painter.state, second: painter.state.clock.now.map { $0.milliseconds / 1000 },
      connection: HeaderView.connection(painter).0)
    defer { last = now }
    if !isFresh, let last, last.second == now.second, last.connection == now.connection,
      now.state.differsOnlyInWriting(from: last.state)
    {
      redraw(.composer, nil, &painter, isFresh: false)
    } else {
      drawPanes(&painter, isFresh: isFresh)
      painter.hits = HitMap()
      HintView.draw(&painter)
      hints = painter.hits
    }
    painter.frame.cursor = nil
  }

  private mutating func drawPanes(_ painter: inout Painter, isFresh: Bool) {
    var redrawsLines = isFresh
    for pane in Pane.allCases {
      let inputs = PaneInputs(pane, painter)
      if let inputs, panes[pane]?.inputs == inputs { continue }
      redraw(pane, inputs, &painter, isFresh: isFresh)
      if pane != .composer { redrawsLines = true }
    }
    if redrawsLines { LineView.draw(&painter) }
  }

  private mutating func redraw(
    _ pane: Pane, _ inputs: PaneInputs?, _ painter: inout Painter, isFresh: Bool
  ) {
    let hasTalk = painter.state.current != nil
    painter.hits = HitMap()
    painter.frame.cursor = nil
    if pane == .composer, !hasTalk {
      panes[pane] = Drawn()
      return
    }
    if !isFresh {
      painter.frame.fill(Rect(pane.area(painter.layout, hasTalk: hasTalk)), style: painter.style("ui.background"))
    }
    pane.draw(&painter)
    panes[pane] = Drawn(inputs: inputs, hits: painter.hits, cursor: painter.frame.cursor)
  }

  private func drawOverlays(_ painter: inout Painter) {
    painter.hits = HitMap()
    for pane in Pane.allCases {
      guard let drawn = panes[pane] else { continue }
      painter.hits.add(drawn.hits)
      if let cursor = drawn.cursor { painter.frame.cursor = cursor }
    }
    painter.hits.add(hints)
    CompletionView.draw(&painter)
    PopupView.draw(&painter)
    NoticeView.draw(&painter)
    OfferView.draw(&painter)
    if painter.state.popup != nil { HintView.draw(&painter) }
  }
}
