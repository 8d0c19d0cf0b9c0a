// Package telegramtest provides a server of the Telegram Bot API for tests. It
// has the limits and the words of Telegram's.
package telegramtest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// Server answers the calls sendMessage, sendPhoto, sendDocument and sendMediaGroup of one
// bot. It may be used by several goroutines at once.
type Server struct {
	token string

	chats []string // empty: every one

	*channeltest.Script

	messages channeltest.Kept[Message]
}

// Message is a message that the members of a chat see. Each file of an album is one.
type Message struct {
	Chat, Text, Mode string
	Topic            int    // 0: none
	Preview          bool   // of links
	Entities         int    // formatted spans: Telegram ignores those after the first 100
	Photo, Document  []byte // to which Text is the caption
	Name             string // of a document
	Reply            int64  // the ID of the message that it replies to; 0: none
	Anyway           bool   // that message need not be there
}

// New returns the server of a bot with a token. The first faults, nil for none,
// are its answers to the first requests.
func New(token string, faults ...*channeltest.Fault) *Server {
	return &Server{token: token, Script: channeltest.NewScript(faults...)}
}

// Only restricts the server to chats, of which it knows no others.
func (s *Server) Only(chats ...string) *Server {
	s.chats = chats
	return s
}

// Messages returns the messages that were accepted so far, in order. Their
// message IDs count from 11.
func (s *Server) Messages() []Message { return s.messages.All() }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	all, no := s.read(r)
	fault, accepted := s.Next(no == nil)
	n := 0
	if accepted {
		n = s.messages.Add(all...)
	}
	switch {
	case fault != nil:
		fault.Answer(w)
	case no != nil:
		no.Answer(w)
	default:
		answer(w, all, firstID+n-len(all), strings.HasSuffix(r.URL.Path, "/sendMediaGroup"))
	}
}

// answer writes the messages that a call made, the first of which has an ID.
func answer(w http.ResponseWriter, all []Message, id int, list bool) {
	made := make([]string, len(all))
	for i := range all {
		made[i] = fmt.Sprintf(`{"message_id":%d,"chat":{"id":1}}`, id+i)
	}
	result := strings.Join(made, ",")
	if list {
		result = "[" + result + "]"
	}
	_, _ = fmt.Fprintf(w, `{"ok":true,"result":%s}`, result)
}

// read returns the messages of a request and the refusal of it, nil if it is
// acceptable.
func (s *Server) read(r *http.Request) (all []Message, no *channeltest.Fault) {
	method, ours := strings.CutPrefix(r.URL.Path, "/bot"+s.token+"/")
	if r.Method != http.MethodPost || !ours {
		return nil, Refuse(http.StatusUnauthorized, "Unauthorized")
	}
	switch method {
	case "sendMessage":
		all, no = readText(r)
	case "sendPhoto":
		all, no = readFile(r, photo)
	case "sendDocument":
		all, no = readFile(r, document)
	case "sendMediaGroup":
		all, no = readAlbum(r)
	default:
		return nil, Refuse(http.StatusNotFound, "Not Found")
	}
	if len(all) > 0 && len(s.chats) > 0 && !slices.Contains(s.chats, all[0].Chat) {
		no = Refuse(400, "Bad Request: chat not found")
	}
	if no == nil {
		no = s.findReply(all)
	}
	return all, no
}

// firstID is the ID of the first message.
const firstID = 11

// findReply refuses replies to messages that are not there, unless they are to be sent
// anyway: then they stand by themselves.
func (s *Server) findReply(all []Message) *channeltest.Fault {
	there := int64(len(s.Messages()))
	for i := range all {
		m := &all[i]
		switch known := m.Reply >= firstID && m.Reply < firstID+there; {
		case known || m.Reply == 0:
		case m.Anyway:
			m.Reply = 0
		default:
			return Refuse(400, "Bad Request: message to be replied not found")
		}
	}
	return nil
}
