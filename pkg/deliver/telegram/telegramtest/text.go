package telegramtest

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"unicode/utf16"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// Telegram's limits for the text of one message and the caption of a picture: UTF-16
// units without its tags (https://core.telegram.org/bots/api#sendmessage,
// https://core.telegram.org/bots/api#sendphoto), and bytes with them.
const (
	maxUnits   = 4096
	maxCaption = 1024
	maxBytes   = 32768
)

// lastTopic is the number of the last topic that a chat has.
const lastTopic = 99

// replyTo names a message to reply to
// (https://core.telegram.org/bots/api#replyparameters).
type replyTo struct {
	Message int64 `json:"message_id"`
	Anyway  bool  `json:"allow_sending_without_reply"`
}

// readText returns the message of the call sendMessage.
func readText(r *http.Request) ([]Message, *channeltest.Fault) {
	var in struct {
		Chat    string `json:"chat_id"`
		Topic   int    `json:"message_thread_id"`
		Text    string `json:"text"`
		Mode    string `json:"parse_mode"`
		Preview struct {
			Disabled bool `json:"is_disabled"`
		} `json:"link_preview_options"`
		Reply replyTo `json:"reply_parameters"`
	}
	body, _ := io.ReadAll(r.Body)
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, Refuse(400, "Bad Request: can't parse JSON")
	}
	m := Message{Chat: in.Chat, Topic: in.Topic, Text: in.Text, Mode: in.Mode, Preview: !in.Preview.Disabled, Reply: in.Reply.Message, Anyway: in.Reply.Anyway}
	n, no := m.parse()
	switch {
	case no != nil:
	case n == 0:
		no = Refuse(400, "Bad Request: message text is empty")
	case n > maxUnits || len(in.Text) > maxBytes:
		no = Refuse(400, "Bad Request: message is too long")
	}
	return []Message{m}, no
}

// parse counts the formatted spans of a message, and returns the length of its text in
// UTF-16 units.
func (m *Message) parse() (length int, no *channeltest.Fault) {
	switch {
	case m.Chat == "":
		return 0, Refuse(400, "Bad Request: chat_id is empty")
	case m.Topic < 0 || m.Topic > lastTopic:
		return 0, Refuse(400, "Bad Request: message thread not found")
	}
	text, entities, err := parseEntities(m.Text, m.Mode)
	if err != nil {
		return 0, Refuse(400, "Bad Request: "+err.Error())
	}
	m.Entities = entities
	return len(utf16.Encode([]rune(strings.TrimSpace(text)))), nil
}
