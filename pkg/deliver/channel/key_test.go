package channel_test

import (
	"regexp"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestKey(t *testing.T) {
	t.Parallel()
	const run = "bot-usage@2026-01-02T12:30:00Z"
	report := fanlight.Message{Run: run, Epoch: 1, Destination: "hook", Text: "a"}
	notice := fanlight.Message{Run: run, Destination: "hook", Text: "a"}
	change := func(m fanlight.Message, edit func(*fanlight.Message)) fanlight.Message {
		edit(&m)
		return m
	}
	keys := map[string]fanlight.Message{}
	for _, m := range []fanlight.Message{
		report, notice,
		change(report, func(m *fanlight.Message) { m.Run += "+abcdef" }),
		change(report, func(m *fanlight.Message) { m.Epoch = 2 }),
		change(report, func(m *fanlight.Message) { m.Round = 2 }),
		change(report, func(m *fanlight.Message) { m.Destination = "hook-2" }),
		change(report, func(m *fanlight.Message) { m.Part = 1 }),
		change(notice, func(m *fanlight.Message) { m.Text = "b" }),
	} {
		key := channel.Key(m)
		if !regexp.MustCompile(`^fl_[0-9a-f]{32}$`).MatchString(key) {
			t.Errorf("key %q", key)
		}
		if other, taken := keys[key]; taken {
			t.Errorf("%+v has the key of %+v", m, other)
		}
		keys[key] = m
	}
	again := change(report, func(m *fanlight.Message) { m.Text, m.Duplicate = "marked a", true })
	if channel.Key(again) != channel.Key(report) {
		t.Error("another try of the same part has another key")
	}
}
