package telegramtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// The limits for files: bytes of a document
// (https://core.telegram.org/bots/api#sending-files), and files of an album
// (https://core.telegram.org/bots/api#sendmediagroup).
const (
	maxDocument = 50 << 20
	leastInIt   = 2
	mostInIt    = 10
)

// The kinds of files, as calls and albums name them.
const (
	photo    = "photo"
	document = "document"
)

const inMemory = 128 << 20

// readFile returns the file of the call sendPhoto or sendDocument.
//
// Source of the words here: github.com/tdlib/telegram-bot-api, telegram-bot-api/Client.cpp
func readFile(r *http.Request, kind string) ([]Message, *channeltest.Fault) {
	missing := Refuse(400, "Bad Request: there is no "+kind+" in the request")
	m, no := readForm(r, missing)
	if no != nil {
		return nil, no
	}
	m.Text, m.Mode = r.FormValue("caption"), r.FormValue("parse_mode")
	return []Message{m}, m.take(r, kind, kind, missing)
}

// readForm returns the message of a form without its file. Any other request lacks one.
func readForm(r *http.Request, missing *channeltest.Fault) (m Message, no *channeltest.Fault) {
	if err := r.ParseMultipartForm(inMemory); err != nil {
		return m, missing
	}
	var to replyTo
	if s := r.FormValue("reply_parameters"); s != "" && json.Unmarshal([]byte(s), &to) != nil {
		return m, Refuse(400, "Bad Request: can't parse reply parameters JSON object")
	}
	return Message{Chat: r.FormValue("chat_id"), Topic: topicOf(r), Reply: to.Message, Anyway: to.Anyway}, nil
}

// readAlbum returns the files of the call sendMediaGroup.
//
// Sources of the words: Client.cpp as above, github.com/tdlib/td, td/telegram/MessageContent.cpp
func readAlbum(r *http.Request) (all []Message, no *channeltest.Fault) {
	form, no := readForm(r, Refuse(400, "Bad Request: can't parse media"))
	if no != nil {
		return nil, no
	}
	var media []struct {
		Type    string `json:"type"`
		Media   string `json:"media"`
		Caption string `json:"caption"`
		Mode    string `json:"parse_mode"`
	}
	if err := json.Unmarshal([]byte(r.FormValue("media")), &media); err != nil {
		return nil, Refuse(400, "Bad Request: can't parse media JSON object")
	}
	switch n := len(media); {
	case n < leastInIt: // by the documentation; the real server sends a lone file by itself
		return nil, Refuse(400, fmt.Sprintf("Bad Request: an album has %d to %d files", leastInIt, mostInIt))
	case n > mostInIt:
		return nil, Refuse(400, "Bad Request: too many messages to send as an album")
	}
	for _, of := range media {
		m := form
		m.Text, m.Mode = of.Caption, of.Mode
		name, attached := strings.CutPrefix(of.Media, "attach://")
		switch {
		case of.Type != photo && of.Type != document:
			no = Refuse(400, fmt.Sprintf("Bad Request: can't parse InputMedia: type %q is unsupported", of.Type))
		case of.Type != media[0].Type:
			no = Refuse(400, "Bad Request: document can't be mixed with other media types")
		case !attached:
			no = Refuse(400, "Bad Request: wrong file identifier/HTTP URL specified")
		default:
			no = m.take(r, of.Type, name, Refuse(400, "Bad Request: can't parse InputMedia: media not found"))
		}
		if all = append(all, m); no != nil {
			return all, no
		}
	}
	return all, nil
}

// topicOf returns the topic of a form, -1 for one that is not a number.
func topicOf(r *http.Request) int {
	value := r.FormValue("message_thread_id")
	if value == "" {
		return 0
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		return -1
	}
	return n
}

// take reads the file of a message from a part of the request.
func (m *Message) take(r *http.Request, kind, part string, missing *channeltest.Fault) *channeltest.Fault {
	length, no := m.parse()
	switch {
	case no != nil:
		return no
	case length > maxCaption:
		return Refuse(400, "Bad Request: message caption is too long")
	}
	file, header, err := r.FormFile(part)
	if err != nil {
		return missing
	}
	defer func() { _ = file.Close() }()
	data, _ := io.ReadAll(file)
	if len(data) == 0 {
		return Refuse(400, "Bad Request: file must be non-empty")
	}
	if kind == photo {
		m.Photo = data
		return checkPhoto(data)
	}
	m.Document, m.Name = data, header.Filename
	if len(data) > maxDocument {
		return Refuse(http.StatusRequestEntityTooLarge, "Request Entity Too Large")
	}
	return nil
}
