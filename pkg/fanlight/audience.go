package fanlight

// Audience says who gets the report of a run in the first round of its first epoch. Later
// rounds and epochs go to whom their commands name.
type Audience string

// The audiences.
const (
	ToAll     Audience = ""        // every destination
	ToNobody  Audience = "none"    // the run ends as skipped, and a resend sends what it found
	ToArchive Audience = "archive" // only the destinations that keep editions
)

// Known reports whether this version knows the audience.
func (a Audience) Known() bool { return a == ToAll || a == ToNobody || a == ToArchive }

// restricted reports whether the run's round is one that its audience restricts.
func (r Run) restricted() bool { return r.Epoch == 1 && r.Round == 1 }

// Silent reports whether nobody is to get the report of the run's epoch in its first
// round.
func (r Run) Silent() bool { return r.Epoch == 1 && r.Audience == ToNobody }
