extension Appointment {
  /// What can happen to an appointment.
  public enum Act: Hashable, Sendable {
    /// Staff confirm it.
    case confirm(by: AgentReference)
    /// It is given to an agent, whoever had it.
    case give(to: AgentReference)
    /// A side takes it back.
    case cancel(by: Side, reason: String)
    /// A side puts it to another time.
    case move(by: Side, to: Timestamp)
    /// The next moment of its own came.
    case due
    /// An agent begins it; `conversation` is the talk, where there is one.
    case start(by: AgentReference, ConversationID?)
    /// It is over.
    case complete
    /// The taxpayer did not come.
    case miss
  }

  /// What an act comes to.
  public enum Outcome: Hashable, Sendable {
    /// It changes by that step.
    case becomes(Appointment, AppointmentStep)
    /// It is so already.
    case stays
    /// It may not be done now.
    case refused(AppointmentObstacle)
  }

  /// Minutes ahead of its time from which on an agent may begin it.
  public static let earlyMinutes = 30

  /// The only way an appointment moves on. Whatever the order in which both sides act, they end in the same state.
  public func after(_ act: Act, at now: Timestamp) -> Outcome {
    switch act {
    case .confirm(let agent): confirmed(by: agent, at: now)
    case .give(let agent): given(to: agent, at: now)
    case .cancel(let side, let reason): cancelled(by: side, reason, at: now)
    case .move(let side, let start): moved(by: side, to: start, at: now)
    case .due: overdue(at: now)
    case .start(let agent, let conversation): started(by: agent, conversation, at: now)
    case .complete: completed(at: now)
    case .miss: missed(at: now)
    }
  }

  private func confirmed(by agent: AgentReference, at now: Timestamp) -> Outcome {
    switch stage {
    case .booked:
      changed(.confirmed, at: now) {
        $0.stage = .confirmed
        $0.agent = agent
      }
    case .confirmed where self.agent == nil: changed(.confirmed, at: now) { $0.agent = agent }
    case .confirmed: self.agent?.id == agent.id ? .stays : .refused(self.agent.map(AppointmentObstacle.taken) ?? .isDue)
    case .ringing, .late, .started, .completed, .cancelled, .noShow, .lapsed: .refused(obstacle)
    }
  }

  private func given(to agent: AgentReference, at now: Timestamp) -> Outcome {
    switch stage {
    case .booked: confirmed(by: agent, at: now)
    case .confirmed, .ringing, .late:
      self.agent?.id == agent.id ? .stays : changed(.assigned, at: now) { $0.agent = agent }
    case .started, .completed, .cancelled, .noShow, .lapsed: .refused(obstacle)
    }
  }

  private func cancelled(by side: Side, _ reason: String, at now: Timestamp) -> Outcome {
    switch stage {
    case .booked, .confirmed, .ringing, .late:
      changed(.cancelled, at: now) {
        $0.stage = .cancelled
        $0.endedAt = now
        $0.endedBy = side
        $0.reason = reason.isEmpty ? nil : reason
        $0.sequence += 1
      }
    case .cancelled: .stays
    case .started, .completed, .noShow, .lapsed: .refused(obstacle)
    }
  }

  private func moved(by side: Side, to start: Timestamp, at now: Timestamp) -> Outcome {
    switch stage {
    case .ringing where side != .agent, .late where side != .agent: return .refused(.isDue)
    case .booked, .confirmed, .ringing, .late:
      guard start != self.start || isCalling else { return .stays }
      return changed(.moved, at: now) {
        $0.start = start
        // What staff put to another time is agreed to by them; where nobody needs to confirm, nobody needs to now.
        $0.stage = side == .agent || (stage == .confirmed && agent == nil) ? .confirmed : .booked
        $0.rangAt = nil
        $0.remindsAt = Self.reminder(before: start, limits, at: now)
        $0.sequence += 1
      }
    case .started, .completed, .cancelled, .noShow, .lapsed: return .refused(obstacle)
    }
  }

  private func overdue(at now: Timestamp) -> Outcome {
    guard let due, due <= now else { return .stays }
    switch stage {
    case .booked, .confirmed:
      // The backend was away until after its end: nobody is called for it any more.
      if now >= lapsesAt { return lapsed(at: now) }
      guard now < start else {
        return changed(.rang, at: now) {
          $0.stage = .ringing
          $0.rangAt = now
          $0.remindsAt = nil
        }
      }
      return changed(.reminded, at: now) { $0.remindsAt = nil }
    case .ringing: return changed(.late, at: now) { $0.stage = .late }
    // Nobody has begun it: that is no fault of the taxpayer's.
    case .late: return lapsed(at: now)
    case .started: return completed(at: now)
    case .completed, .cancelled, .noShow, .lapsed: return .stays
    }
  }

  private func started(by agent: AgentReference, _ conversation: ConversationID?, at now: Timestamp) -> Outcome {
    switch stage {
    case .booked, .confirmed, .ringing, .late:
      guard now >= start.advanced(seconds: -Self.earlyMinutes * 60) else { return .refused(.tooEarly) }
      return changed(.started, at: now) {
        $0.stage = .started
        $0.startedAt = now
        $0.agent = agent
        $0.conversation = conversation
        $0.remindsAt = nil
      }
    case .started: return self.agent?.id == agent.id ? .stays : .refused(obstacle)
    case .completed, .cancelled, .noShow, .lapsed: return .refused(obstacle)
    }
  }

  private func completed(at now: Timestamp) -> Outcome {
    switch stage {
    case .started:
      changed(.completed, at: now) {
        $0.stage = .completed
        $0.endedAt = now
      }
    case .completed: .stays
    case .booked, .confirmed, .ringing, .late: .refused(.notStarted)
    case .cancelled, .noShow, .lapsed: .refused(obstacle)
    }
  }

  private func missed(at now: Timestamp) -> Outcome {
    switch stage {
    case .ringing, .late, .started:
      changed(.missed, at: now) {
        $0.stage = .noShow
        $0.endedAt = now
      }
    case .noShow: .stays
    case .booked, .confirmed: .refused(.tooEarly)
    case .completed, .cancelled, .lapsed: .refused(obstacle)
    }
  }

  private func lapsed(at now: Timestamp) -> Outcome {
    changed(.lapsed, at: now) {
      $0.stage = .lapsed
      $0.endedAt = now
    }
  }

  private func changed(
    _ step: AppointmentStep, at now: Timestamp, _ change: (inout Appointment) -> Void
  ) -> Outcome {
    var copy = self
    change(&copy)
    copy.revision += 1
    copy.changedAt = now
    return .becomes(copy, step)
  }

  /// Why nothing can be done to it where it stands.
  private var obstacle: AppointmentObstacle {
    switch stage {
    case .started: agent.map(AppointmentObstacle.taken) ?? .isDue
    case .cancelled: .cancelled
    case .completed, .noShow, .lapsed: .over
    case .booked, .confirmed, .ringing, .late: .isDue
    }
  }
}
