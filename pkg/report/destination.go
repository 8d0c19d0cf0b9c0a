package report

// OnUnknown says what to do after a delivery that got no answer: the provider may
// or may not have received it.
type OnUnknown string

// The ways to go on after a delivery of unknown outcome.
const (
	Resend OnUnknown = "resend" // send again, marked as possibly a duplicate: at least once
	Skip   OnUnknown = "skip"   // do not send again: at most once
)

// Kind names a kind of destination: the key under `deliver`.
type Kind string

// The kinds of destination.
const (
	KindStdout   Kind = "stdout"
	KindFile     Kind = "file"
	KindTelegram Kind = "telegram"
	KindEmail    Kind = "email"
)

// Kinds returns all kinds of destination.
func Kinds() []Kind { return []Kind{KindStdout, KindFile, KindTelegram, KindEmail} }

// Destination is one place that a report goes to. Exactly the settings of its
// kind are set. Name is unique within the report: the kind by default, then
// kind-2.
type Destination struct {
	Name      string    `json:"name"`
	Kind      Kind      `json:"kind"`
	OnUnknown OnUnknown `json:"on_unknown"`
	Telegram  *Telegram `json:"telegram,omitempty"`
	Email     *Email    `json:"email,omitempty"`
	File      *File     `json:"file,omitempty"`
}

// Telegram is a chat that a bot writes to. Token is a secret's reference.
type Telegram struct {
	Chat  string `json:"chat"`
	Token Secret `json:"token"`
}

// Email is sent through Amazon SES.
type Email struct {
	From string   `json:"from"`
	To   []string `json:"to"`
}

// File is written on the machine that the reporter runs on. The ending of its
// path chooses the form: .html, .json, else text.
type File struct {
	Path string `json:"path"`
}

// Secret is a reference to a secret, never the secret: env:NAME, ssm:/path or
// secretsmanager:ARN#key.
type Secret string
