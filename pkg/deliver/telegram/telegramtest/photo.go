package telegramtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// Telegram's limits for pictures: bytes, the sum of width and height in pixels and their
// ratio (https://core.telegram.org/bots/api#sendphoto), and pictures of an album
// (https://core.telegram.org/bots/api#sendmediagroup).
const (
	maxPhoto  = 10 << 20
	maxSides  = 10_000
	maxRatio  = 20
	leastInIt = 2
	mostInIt  = 10
)

const inMemory = 64 << 20

// readPhoto returns the picture of the call sendPhoto.
func readPhoto(r *http.Request) ([]Message, *channeltest.Fault) {
	if err := r.ParseMultipartForm(inMemory); err != nil {
		return nil, Refuse(400, "Bad Request: there is no photo in the request")
	}
	m := Message{Chat: r.FormValue("chat_id"), Topic: topicOf(r), Text: r.FormValue("caption"), Mode: r.FormValue("parse_mode")}
	no := m.take(r, "photo")
	return []Message{m}, no
}

// readAlbum returns the pictures of the call sendMediaGroup.
func readAlbum(r *http.Request) (all []Message, no *channeltest.Fault) {
	if err := r.ParseMultipartForm(inMemory); err != nil {
		return nil, Refuse(400, "Bad Request: can't parse media")
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
	if len(media) < leastInIt || len(media) > mostInIt {
		return nil, Refuse(400, fmt.Sprintf("Bad Request: an album has %d to %d pictures", leastInIt, mostInIt))
	}
	for _, of := range media {
		m := Message{Chat: r.FormValue("chat_id"), Topic: topicOf(r), Text: of.Caption, Mode: of.Mode}
		name, attached := strings.CutPrefix(of.Media, "attach://")
		switch {
		case of.Type != "photo":
			no = Refuse(400, "Bad Request: type must be photo")
		case !attached:
			no = Refuse(400, "Bad Request: wrong file identifier/HTTP URL specified")
		default:
			no = m.take(r, name)
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

// take reads the picture of a message from a part of the request.
func (m *Message) take(r *http.Request, name string) *channeltest.Fault {
	length, no := m.parse()
	switch {
	case no != nil:
		return no
	case length > maxCaption:
		return Refuse(400, "Bad Request: message caption is too long")
	}
	file, _, err := r.FormFile(name)
	if err != nil {
		return Refuse(400, "Bad Request: there is no photo in the request")
	}
	defer func() { _ = file.Close() }()
	m.Photo, _ = io.ReadAll(file)
	return checkPhoto(m.Photo)
}

func checkPhoto(data []byte) *channeltest.Fault {
	if len(data) == 0 {
		return Refuse(400, "Bad Request: file must be non-empty")
	}
	if len(data) > maxPhoto {
		return Refuse(400, fmt.Sprintf("Bad Request: file of size %d bytes is too big for a photo; the maximum size is %d bytes", len(data), maxPhoto))
	}
	of, err := png.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil:
		return Refuse(400, "Bad Request: IMAGE_PROCESS_FAILED")
	case of.Width+of.Height > maxSides || max(of.Width, of.Height) > maxRatio*min(of.Width, of.Height):
		return Refuse(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
	}
	return nil
}
