package sqs

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// redrivePolicy is the attribute RedrivePolicy: messages whose receives would exceed most go
// to target.
type redrivePolicy struct {
	target string // an ARN
	most   int
}

// parseRedrive parses a RedrivePolicy. AWS accepts the count as a number or as text; it is 10 by
// default.
func parseRedrive(value string) (*redrivePolicy, error) {
	var raw struct {
		Target string          `json:"deadLetterTargetArn"`
		Most   json.RawMessage `json:"maxReceiveCount"`
	}
	if err := json.Unmarshal([]byte(value), &raw); err != nil || raw.Target == "" {
		return nil, invalidParameter("Value %s for parameter RedrivePolicy is invalid. Reason: Redrive policy is not a valid JSON map.", value)
	}
	if raw.Most == nil {
		raw.Most = json.RawMessage("10")
	}
	most, err := strconv.Atoi(strings.Trim(string(raw.Most), `"`))
	if err != nil || most < 1 || most > 1000 {
		return nil, invalidParameter("Value %s for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: %s, valid values are from 1 to 1000 both inclusive.", value, raw.Most)
	}
	return &redrivePolicy{target: raw.Target, most: most}, nil
}

// redriveFrom parses the RedrivePolicy of the queue named source. It returns an error if the
// target does not exist or does not allow the queue.
func (c *Core) redriveFrom(source, value string) (*redrivePolicy, error) {
	if value == "" {
		return nil, nil
	}
	policy, err := parseRedrive(value)
	if err != nil {
		return nil, err
	}
	target := c.byARN(policy.target)
	if target == nil {
		return nil, invalidParameter("Value %s for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.", value)
	}
	if !target.takesDeadFrom((&queue{name: source}).arn()) {
		return nil, invalidParameter("Value %s for parameter RedrivePolicy is invalid. Reason: Dead letter target does not allow this queue.", value)
	}
	return policy, nil
}

// redriveAllowPolicy is the attribute RedriveAllowPolicy.
type redriveAllowPolicy struct {
	Permission string   `json:"redrivePermission"`
	Sources    []string `json:"sourceQueueArns"`
}

func parseAllow(value string) (redriveAllowPolicy, error) {
	allow := redriveAllowPolicy{Permission: "allowAll"}
	if value == "" {
		return allow, nil
	}
	if err := json.Unmarshal([]byte(value), &allow); err != nil {
		return allow, invalidAttribute("RedriveAllowPolicy")
	}
	if !slices.Contains([]string{"allowAll", "denyAll", "byQueue"}, allow.Permission) || len(allow.Sources) > 10 {
		return allow, invalidAttribute("RedriveAllowPolicy")
	}
	return allow, nil
}

func (q *queue) takesDeadFrom(arn string) bool {
	allow, _ := parseAllow(q.attributes["RedriveAllowPolicy"]) // checked when it was set
	return allow.Permission == "allowAll" || allow.Permission == "byQueue" && slices.Contains(allow.Sources, arn)
}

// bury moves a message to the dead-letter queue if it has been received as often as the policy
// allows and the dead-letter queue exists, and reports whether it did. The message keeps its ID, its count of receives in all
// queues, and the time when it was first sent.
func (c *Core) bury(q *queue, m *message, now time.Time) bool {
	if q.redrive == nil || m.receives-m.carried < q.redrive.most {
		return false
	}
	target := c.byARN(q.redrive.target)
	if target == nil { // it was deleted: the message stays
		return false
	}
	q.remove(m)
	m.carried, m.visible, m.source = m.receives, now, q.arn()
	target.admit(m)
	c.arrivals++
	return true
}
