package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/fanlight/fanlight/pkg/deliver/telegram"
)

// chats is a server of the Telegram Bot API whose chats have these names, which a
// number may follow:
//
//	@takes     takes every message
//	@busy      answers that the server is out of order
//	@wait      asks to wait for an hour, until the script releases it
//	@hold      answers nothing until the script releases it, then as @busy
//	@slow      takes two messages, asks once to wait for a second, then takes more
type chats struct {
	mu       sync.Mutex
	released map[string]chan struct{}
	taken    map[string]int
}

// serveChats serves them for the scripts, and sets the variables by which the
// program finds them.
func serveChats(t *testing.T) {
	t.Helper()
	server := httptest.NewServer(theChats)
	t.Cleanup(server.Close)
	for name, value := range map[string]string{telegram.URLVariable: server.URL, "TELEGRAM_TOKEN": "1:abc"} {
		if err := os.Setenv(name, value); err != nil {
			t.Fatal(err)
		}
	}
}

var theChats = &chats{released: map[string]chan struct{}{}, taken: map[string]int{}}

// release lets a chat answer and take messages from now on.
func release(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: release CHAT")
	}
	close(theChats.gate(args[0]))
}

func (c *chats) gate(chat string) chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.released[chat] == nil {
		c.released[chat] = make(chan struct{})
	}
	return c.released[chat]
}

func (c *chats) open(chat string) bool {
	select {
	case <-c.gate(chat):
		return true
	default:
		return false
	}
}

// take counts the messages of a chat.
func (c *chats) take(chat string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.taken[chat]++
	return c.taken[chat]
}

// ServeHTTP implements http.Handler.
func (c *chats) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var m struct {
		Chat string `json:"chat_id"`
	}
	_ = json.NewDecoder(r.Body).Decode(&m)
	kind := strings.TrimRight(m.Chat, "0123456789")
	switch n := c.take(m.Chat); {
	case kind == "@busy":
		answer(w, http.StatusBadGateway, 0)
	case kind == "@wait" && !c.open(m.Chat):
		answer(w, http.StatusTooManyRequests, 3600)
	case kind == "@slow" && n == 3:
		answer(w, http.StatusTooManyRequests, 1)
	case kind == "@hold":
		select {
		case <-c.gate(m.Chat):
		case <-r.Context().Done():
		}
		answer(w, http.StatusBadGateway, 0)
	default:
		fmt.Fprintf(w, `{"ok":true,"result":{"message_id":%d}}`, n)
	}
}

func answer(w http.ResponseWriter, code, wait int) {
	if wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(wait))
	}
	http.Error(w, http.StatusText(code), code)
}
