import Canvas
import Console
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

  private var ground: Ground?
  private var frame = Frame(width: 0, height: 0)
  private var panes: [Pane: Drawn] = [:]

  /// A drawer that has drawn nothing yet.
  public init() {}

  /// Draws a state with a theme.
  public mutating func draw(_ state: State, theme: Theme) -> Screen {
    let layout = state.layout
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
      drawPanes(&painter, isFresh: isFresh)
      frame = painter.frame
      drawOverlays(&painter)
    }
    painter.frame.modes.title = TitleView.title(state)
    return Screen(frame: painter.frame, hits: painter.hits)
  }

  private mutating func drawPanes(_ painter: inout Painter, isFresh: Bool) {
    let hasTalk = painter.state.current != nil
    var redrawsLines = isFresh
    for pane in Pane.allCases {
      let inputs = PaneInputs(pane, painter)
      if let inputs, panes[pane]?.inputs == inputs { continue }
      painter.hits = HitMap()
      painter.frame.cursor = nil
      if pane == .composer, !hasTalk {
        panes[pane] = Drawn()
        continue
      }
      if !isFresh {
        painter.frame.fill(Rect(pane.area(painter.layout, hasTalk: hasTalk)), style: painter.style("ui.background"))
      }
      pane.draw(&painter)
      panes[pane] = Drawn(inputs: inputs, hits: painter.hits, cursor: painter.frame.cursor)
      if pane != .composer { redrawsLines = true }
    }
    painter.frame.cursor = nil
    if redrawsLines { LineView.draw(&painter) }
  }

  private func drawOverlays(_ painter: inout Painter) {
    painter.hits = HitMap()
    for pane in Pane.allCases {
      guard let drawn = panes[pane] else { continue }
      painter.hits.add(drawn.hits)
      if let cursor = drawn.cursor { painter.frame.cursor = cursor }
    }
    PopupView.draw(&painter)
    NoticeView.draw(&painter)
    HintView.draw(&painter)
  }
}
