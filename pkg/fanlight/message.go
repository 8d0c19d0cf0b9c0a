package fanlight

import (
	"encoding/json"
	"fmt"
)

// MessageVersion is the version of the messages' form. A message of another
// version is refused, never guessed at.
const MessageVersion = 1

// Query is one query of the plan. Index is its place in sending order, from 0.
type Query struct {
	Index     int      `json:"index"`
	ID        string   `json:"id"`
	Text      string   `json:"query"`
	LogGroups []string `json:"log_groups"`
	MaxRows   int      `json:"max_rows"`
	MaxScan   int64    `json:"max_scan,omitempty"`
	Budget    float64  `json:"budget,omitempty"`    // dollars of all queries of its run together; 0: no bound
	MaxBytes  int64    `json:"max_bytes,omitempty"` // of the cells that are kept; 0, of an earlier version: report.DefaultMaxBytes
}

// QueryMessage asks a worker to settle one query of an epoch.
type QueryMessage struct {
	Version int   `json:"version"`
	Run     RunID `json:"run"`
	Epoch   int   `json:"epoch"`
	Shard   int   `json:"shard"`
	Query   Query `json:"query"`
}

// ReportMessage asks a reporter to send a complete epoch.
type ReportMessage struct {
	Version int   `json:"version"`
	Run     RunID `json:"run"`
	Epoch   int   `json:"epoch"`
	Round   int   `json:"round"`
}

// NewQueryMessage returns the message for one query of the run's epoch.
func NewQueryMessage(r Run, q Query) QueryMessage {
	return QueryMessage{Version: MessageVersion, Run: r.ID, Epoch: r.Epoch, Shard: ShardOf(q.Index), Query: q}
}

// NewReportMessage returns the message for a round of the run's epoch.
func NewReportMessage(r Run, round int) ReportMessage {
	return ReportMessage{Version: MessageVersion, Run: r.ID, Epoch: r.Epoch, Round: round}
}

// Body returns the message as JSON, which ParseQueryMessage reads.
func (m QueryMessage) Body() string { return encode(m) }

// Body returns the message as JSON, which ParseReportMessage reads.
func (m ReportMessage) Body() string { return encode(m) }

// encode returns JSON. It cannot fail: messages hold strings and numbers only.
func encode(m any) string {
	body, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	return string(body)
}

// ParseQueryMessage reads the body of a query message. A message of another
// version, or with a key that this one does not know, is an error.
func ParseQueryMessage(body string) (QueryMessage, error) {
	var m QueryMessage
	if err := DecodeStrict([]byte(body), &m); err != nil {
		return m, fmt.Errorf("read query message: %w", err)
	}
	if err := checkMessage("query", m.Version, m.Run, m.Epoch); err != nil {
		return m, err
	}
	if m.Query.Index < 0 || m.Shard != ShardOf(m.Query.Index) {
		return m, fmt.Errorf("read query message: query %d is not of shard %d", m.Query.Index, m.Shard)
	}
	return m, nil
}

// ParseReportMessage reads the body of a report message, as strictly.
func ParseReportMessage(body string) (ReportMessage, error) {
	var m ReportMessage
	if err := DecodeStrict([]byte(body), &m); err != nil {
		return m, fmt.Errorf("read report message: %w", err)
	}
	if err := checkMessage("report", m.Version, m.Run, m.Epoch); err != nil {
		return m, err
	}
	if m.Round < 1 {
		return m, fmt.Errorf("read report message: round %d", m.Round)
	}
	return m, nil
}

func checkMessage(kind string, version int, run RunID, epoch int) error {
	if version != MessageVersion {
		return fmt.Errorf("read %s message: version %d, this program reads %d", kind, version, MessageVersion)
	}
	if _, err := ParseRunID(string(run)); err != nil || epoch < 1 {
		return fmt.Errorf("read %s message: run %q, epoch %d", kind, run, epoch)
	}
	return nil
}
