// Package snstest provides a server of Amazon SNS for tests. It has the limits and the
// words of AWS's
// (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
package snstest

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// The topics of the server.
const (
	Topic = "arn:aws:sns:" + channeltest.Region + ":111122223333:reports"
	FIFO  = Topic + ".fifo"
)

// Server answers the call Publish. It may be used by several goroutines at once.
type Server struct {
	*channeltest.Script

	messages channeltest.Kept[Message]
}

// Message is a message that subscribers get.
type Message struct{ Topic, Subject, Text, Group, Deduplication string }

// New returns a server. The first faults, nil for none, are its answers to the first
// requests.
func New(faults ...*channeltest.Fault) *Server {
	return &Server{Script: channeltest.NewScript(faults...)}
}

// Messages returns the messages that were accepted so far, in order, once per
// deduplication ID.
func (s *Server) Messages() []Message { return s.messages.All() }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(body)) // what cannot be read is missing
	m := Message{form.Get("TopicArn"), form.Get("Subject"), form.Get("Message"), form.Get("MessageGroupId"), form.Get("MessageDeduplicationId")}
	no := checkCall(r, form)
	if no == nil {
		no = m.check(form.Has("Subject"))
	}
	fault, accepted := s.Next(no == nil)
	n := 0
	if accepted {
		n = s.messages.AddOnce(m, func(other Message) bool { return m.Deduplication != "" && other.Deduplication == m.Deduplication })
	}
	switch {
	case fault != nil:
		fault.Answer(w)
	case no != nil:
		no.Answer(w)
	default:
		_, _ = fmt.Fprintf(w, `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>id-%d</MessageId></PublishResult></PublishResponse>`, n)
	}
}

// checkCall returns the refusal of a call that is not Publish, or that nobody may make.
func checkCall(r *http.Request, form url.Values) *channeltest.Fault {
	region, service := channeltest.Scope(r)
	switch {
	case region == "":
		return Refuse(http.StatusForbidden, "MissingAuthenticationToken", "Request is missing Authentication Token")
	case region != channeltest.Region || service != "sns":
		return Refuse(http.StatusForbidden, "SignatureDoesNotMatch", "Credential should be scoped to a valid region.")
	case form.Get("Action") != "Publish" || form.Get("Version") != "2010-03-31":
		return Refuse(http.StatusBadRequest, "InvalidAction", "The action or operation requested is invalid.")
	}
	return nil
}

// Refuse returns an answer with the code of an error and its message.
func Refuse(status int, code, message string) *channeltest.Fault {
	kind := "Sender"
	if status >= 500 {
		kind = "Receiver"
	}
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>`,
			kind, html.EscapeString(code), html.EscapeString(message))
	}}
}

func invalid(words string) *channeltest.Fault {
	return Refuse(http.StatusBadRequest, "InvalidParameter", "Invalid parameter: "+words)
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}
