/// Names a command.
public enum CommandID: Hashable, Sendable {
  // Moving about.
  /// The next pane.
  case nextPane
  /// The pane before.
  case previousPane
  /// One line down.
  case moveDown
  /// One line up.
  case moveUp
  /// To the first line.
  case moveFirst
  /// To the last line.
  case moveLast
  /// A page up.
  case pageUp
  /// A page down.
  case pageDown
  /// One step out; never destroys anything.
  case stepOut
  /// Take what is marked.
  case choose
  /// The conversation at that place of the list, 1–9.
  case openConversation(Int)
  /// The next conversation with something unread, the longest unanswered first.
  case nextUnread
  /// The conversation above.
  case previousConversation
  /// The conversation below.
  case nextConversation
  // The queue.
  /// Take the marked conversation.
  case accept
  /// Take whoever is to be served next.
  case acceptNext
  /// Look into the marked conversation.
  case preview
  /// Narrow the queue down.
  case filter
  /// Take what is put to this seat, wherever the keys go.
  case acceptOffer
  /// Let what is put to this seat pass.
  case declineOffer
  // Talking.
  /// Go to the writing field.
  case compose
  /// Send what is written.
  case send
  /// Write a line break.
  case newline
  /// Pick a quick reply.
  case quickReplies
  /// Pick an entry link.
  case entryLinks
  /// Choose a picture to send.
  case sendPicture
  /// Take pictures with the telephone.
  case phonePicture
  /// Look at the talk's newest picture.
  case viewPicture
  /// The talk's next picture.
  case nextPicture
  /// The talk's picture before.
  case previousPicture
  /// Open the picture outside the terminal.
  case openPicture
  /// Write the picture into a file.
  case savePicture
  /// Send the first suggested entry link.
  case sendSuggestedLink
  /// Look into the knowledge base.
  case knowledge
  /// Put the first suggestion into the writing field.
  case useSuggestion
  /// Copy the taxpayer's last message.
  case copyLast
  /// Send refused messages again.
  case retryFailed
  /// Take refused messages back into the writing field.
  case withdrawFailed
  /// The taxpayer's card.
  case card
  /// Pass the talk on.
  case transfer
  /// Put the talk on hold, or take it up again.
  case hold
  /// Write something down for other staff.
  case note
  /// Ask a colleague, or go on with the side-talk.
  case consult
  /// Say what is written to the other side of a consult.
  case sayAside
  /// End the consult.
  case endConsult
  /// Block the taxpayer.
  case block
  /// Who is blocked.
  case blocks
  /// Lift the marked block.
  case liftBlock
  /// More time for the wrap-up.
  case extendWrapUp
  /// Remote assist and calls.
  case call
  /// Hang up, or take an invitation back.
  case hangUp
  /// Take the quick reply that is offered.
  case takeCompletion
  /// To the next place of a quick reply that is still to be filled in.
  case nextPrompt
  /// Keep what is written as a quick reply of one's own.
  case keepReply
  /// Change the marked quick reply of one's own.
  case changeReply
  /// Delete the marked quick reply of one's own.
  case dropReply
  /// A picture has to go along with the quick reply, or not.
  case toggleReplyPicture
  /// The talk's service sheet, or a new one.
  case sheets
  /// Another service sheet of the talk.
  case nextSheet
  /// A new service sheet.
  case newSheet
  /// Ask for the marked material, or not.
  case toggleMaterial
  /// The matter cannot be handled without the marked material, or it can.
  case toggleRequired
  /// Ask for a material of one's own.
  case addMaterial
  /// Accept the marked material.
  case acceptMaterial
  /// Return the marked material with a reason.
  case returnMaterial
  /// Ask for everything that is missing or was returned, in one message.
  case demandMaterials
  /// Close the sheet with what became of the matter.
  case resolveSheet
  /// End the talk.
  case endConversation
  /// Write the conversation up.
  case wrapUp
  /// Finish the form.
  case submit
  /// The form's next field.
  case nextField
  // What was promised.
  /// Messages left, tickets, and what is most overdue.
  case promises
  /// A ticket raised in the talk.
  case raiseTicket
  /// The list of what is most overdue.
  case deskHome
  /// The list of messages left.
  case deskMessages
  /// The list of tickets.
  case deskTickets
  /// The next list.
  case deskNext
  /// Narrow the list.
  case deskFilter
  /// Fetch the list again.
  case deskReload
  /// Take the marked item, or answer it, or go to whoever waits.
  case deskAct
  /// Take the marked item.
  case deskClaim
  /// Give it back.
  case deskRelease
  /// Answer the taxpayer.
  case deskAnswer
  /// Ask the taxpayer; the clock stands still.
  case deskAsk
  /// A note for colleagues.
  case deskNote
  /// Pass it on to a group.
  case deskForward
  /// Give it to an agent.
  case deskAssign
  /// Change title, type, priority or watching.
  case deskEdit
  /// Let it go on in another ticket.
  case deskMerge
  /// Go by a kept filter, or keep the one that holds.
  case deskFilters
  /// Mark it, to act on several together.
  case deskMark
  /// A picture that goes along with what is written.
  case deskAttach
  /// Make a ticket of the marked message, or a new one.
  case deskTicket
  /// Invite the taxpayer to talk.
  case deskInvite
  /// Resolve the marked ticket.
  case deskResolve
  /// Close it.
  case deskClose
  /// Open the marked ticket again.
  case deskReopen
  /// How the due time came about.
  case deskWhy
  /// How to reach the taxpayer, in full.
  case deskReveal
  // Appointments and alarms.
  /// The screen of appointments.
  case appointments
  /// Begin the appointment that is due, or the marked one.
  case startAppointment
  /// Into the day, or everything about the marked appointment.
  case appointmentDetail
  /// Confirm the marked appointment.
  case confirmAppointment
  /// Put the marked appointment to another slot.
  case moveAppointment
  /// Give the marked appointment to a colleague.
  case giveAppointment
  /// Cancel the marked appointment.
  case cancelAppointment
  /// The marked appointment is over.
  case completeAppointment
  /// The marked appointment's taxpayer did not come.
  case missAppointment
  /// The marked appointment's number in full.
  case revealContact
  /// A day of appointments.
  case appointmentsByDay
  /// A week of appointments.
  case appointmentsByWeek
  /// A month of appointments.
  case appointmentsByMonth
  /// Back to today.
  case appointmentsToday
  /// A day earlier.
  case dayEarlier
  /// A day later.
  case dayLater
  /// A day, a week or a month back.
  case spanEarlier
  /// A day, a week or a month on.
  case spanLater
  /// Nothing calls again until something new comes.
  case silenceAlarms
  /// How the agent wants to be called.
  case alarmSettings
  /// Turn the marked setting on or off.
  case toggleSetting
  /// Make the marked number smaller.
  case lowerSetting
  /// Make the marked number larger.
  case raiseSetting
  // The seat.
  /// Choose a state.
  case presence
  /// 示闲.
  case ready
  /// 示忙.
  case busy
  /// 签出 and leave.
  case signOut
  // The wall.
  /// The supervisor's wall.
  case wall
  /// A pane of the wall.
  case wallPane(WallBoard.Pane)
  /// The next pane of the wall.
  case wallNext
  /// The pane of the wall before.
  case wallBack
  /// Look into the marked figure, or watch the marked conversation.
  case wallLook
  /// Narrow seats down.
  case wallFilter
  /// Sort seats otherwise.
  case wallSort
  /// What the marked queue would come to with one seat more or fewer.
  case whatIf
  /// Fetch what is looked into again.
  case wallReload
  /// The figures of the marked queue or seat.
  case wallFigures
  /// To the left on the wall.
  case wallLeft
  /// Another queue that a seat would be moved from.
  case nextLender
  /// The one before.
  case previousLender
  /// What if in the next queue.
  case nextStaffing
  /// What if in the queue before.
  case previousStaffing
  /// To the right on the wall.
  case wallRight
  /// Look after an alert.
  case handleAlert
  /// Watch a figure, or change how it is watched.
  case watchFigure
  /// Watch a figure no more.
  case dropFigure
  /// Offer other ways than waiting.
  case closingOffer
  /// Block the taxpayer of a conversation on the wall.
  case wallBlock
  /// Lift the marked block on the wall.
  case wallLift
  /// Tell a talk's agent something.
  case whisper
  /// Take part in a talk.
  case join
  /// Take part in a talk no more.
  case leaveTalk
  /// Have a talk from now on.
  case takeOver
  /// Move a conversation.
  case moveTalk
  /// End a conversation.
  case closeTalk
  /// Change a seat's state.
  case seatState
  /// Change a seat's slots.
  case seatLimit
  /// Close or open a queue.
  case toggleQueue
  /// Announce something.
  case announce
  /// Take an announcement off.
  case withdraw
  /// The announcement was read.
  case readAnnouncement
  // The program.
  /// The command palette.
  case palette
  /// What can be done here.
  case help
  /// The next theme.
  case nextTheme
  /// The other language.
  case otherLanguage
  /// The mouse on or off.
  case toggleMouse
  /// The bell on or off.
  case toggleBell
  /// Try the lost connection now.
  case reconnect
  /// Draw everything again.
  case repaint
  /// Give the terminal back for a while.
  case suspend
  /// Leave.
  case quit
}
