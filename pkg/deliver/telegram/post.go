package telegram

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// post is a message on its way to a chat: a text, a file or an album of files of one kind.
type post struct {
	text  string
	mode  string // of the text or the captions; empty: plain
	files []fanlight.File
	reply int64 // the ID of the message that it replies to; 0: none
}

// sendMessage is the call of that name
// (https://core.telegram.org/bots/api#sendmessage).
type sendMessage struct {
	Chat    string `json:"chat_id"`
	Topic   int    `json:"message_thread_id,omitempty"`
	Text    string `json:"text"`
	Mode    string `json:"parse_mode,omitempty"`
	Preview struct {
		Disabled bool `json:"is_disabled"`
	} `json:"link_preview_options"`
	Reply *reply `json:"reply_parameters,omitempty"`
}

// reply names the message that another one replies to
// (https://core.telegram.org/bots/api#replyparameters). Without that message, which somebody
// may have deleted, the other one is sent all the same.
type reply struct {
	Message int64 `json:"message_id"`
	Anyway  bool  `json:"allow_sending_without_reply"`
}

// inputMedia is a file of an album
// (https://core.telegram.org/bots/api#inputmediaphoto and #inputmediadocument).
type inputMedia struct {
	Type    string `json:"type"`
	Media   string `json:"media"` // attach:// and the name of its part
	Caption string `json:"caption,omitempty"`
	Mode    string `json:"parse_mode,omitempty"`
}

// method returns the name of the call.
func (p post) method() string {
	switch {
	case len(p.files) == 0:
		return "sendMessage"
	case len(p.files) > 1:
		return "sendMediaGroup"
	case p.kind() == photoKind:
		return "sendPhoto"
	}
	return "sendDocument"
}

// The kinds of files, which do not mix in an album.
const (
	photoKind    = "photo"
	documentKind = "document"
)

// kind returns the kind of the files.
func (p post) kind() string {
	if strings.HasPrefix(p.files[0].Type, "image/") {
		return photoKind
	}
	return documentKind
}

// encode returns the body of the call to a chat, and to a topic of it unless that is 0, and
// its media type. Files go as
// multipart/form-data (https://core.telegram.org/bots/api#sending-files).
func (p post) encode(chat string, topic int) (body []byte, mediaType string, err error) {
	if len(p.files) == 0 {
		m := sendMessage{Chat: chat, Topic: topic, Text: p.text, Mode: p.mode}
		m.Preview.Disabled = true
		if p.reply != 0 {
			m.Reply = &reply{p.reply, true}
		}
		body, err = json.Marshal(m)
		return body, "application/json", err
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := errors.Join(p.write(w, chat, topic), w.Close()); err != nil {
		return nil, "", err
	}
	return b.Bytes(), w.FormDataContentType(), nil
}

func (p post) write(w *multipart.Writer, chat string, topic int) error {
	fields := [][2]string{{"chat_id", chat}}
	if topic > 0 {
		fields = append(fields, [2]string{"message_thread_id", strconv.Itoa(topic)})
	}
	if p.reply != 0 {
		to, err := json.Marshal(reply{p.reply, true})
		if err != nil {
			return err
		}
		fields = append(fields, [2]string{"reply_parameters", string(to)})
	}
	names := []string{p.kind()}
	if len(p.files) == 1 {
		fields = append(fields, [2]string{"caption", p.files[0].Caption}, [2]string{"parse_mode", p.mode})
	} else {
		var media []inputMedia
		names = nil
		for i, f := range p.files {
			names = append(names, fmt.Sprintf("%s%d", p.kind(), i))
			media = append(media, inputMedia{p.kind(), "attach://" + names[i], f.Caption, p.mode})
		}
		list, err := json.Marshal(media)
		if err != nil {
			return err
		}
		fields = append(fields, [2]string{"media", string(list)})
	}
	for _, field := range fields {
		if err := w.WriteField(field[0], field[1]); err != nil {
			return err
		}
	}
	return p.writeFiles(w, names)
}

func (p post) writeFiles(w *multipart.Writer, names []string) error {
	for i, f := range p.files {
		header := textproto.MIMEHeader{}
		header.Set("Content-Disposition", multipart.FileContentDisposition(names[i], f.Name))
		header.Set("Content-Type", f.Type)
		part, err := w.CreatePart(header)
		if err != nil {
			return err
		}
		if _, err := part.Write(f.Data); err != nil {
			return err
		}
	}
	return nil
}

// plain returns the message without its formatting: a report without formatting is
// better than none.
func (p post) plain() post {
	files := make([]fanlight.File, len(p.files))
	for i, f := range p.files {
		files[i] = f
		files[i].Caption = plainText(f.Caption)
	}
	return post{text: plainText(p.text), files: files, reply: p.reply}
}

// words returns the message without its files.
func (p post) words() post { return post{text: p.text, mode: p.mode, reply: p.reply} }
