//go:build !race

package telegram_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/telegram"
	"github.com/fanlight/fanlight/pkg/deliver/telegram/telegramtest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// TestChannel_Send_files sends one document, or an album of them, as replies to the first
// part, in the chat's topic.
func TestChannel_Send_files(t *testing.T) {
	t.Parallel()
	to := group
	to.Telegram = &report.Telegram{Chat: "-100777", Token: "env:BOT", Topic: 7}
	for _, files := range []int{1, 2, 10, 12} {
		m, server := withFiles(files), telegramtest.New(botToken)
		checkParts(t, m.Parts)
		env, receipts := reaching(t, server, bot(botToken)), ""
		for part := range m.PartCount() {
			one := m.OnePart(part)
			one.Before = receipts
			receipt, err := telegram.Channel{}.Send(t.Context(), env, to, one)
			if err != nil {
				t.Fatal(err)
			}
			receipts = fanlight.JoinReceipts(receipts, receipt)
		}
		var seen []telegramtest.Message
		for _, one := range server.Messages() {
			if one.Document != nil {
				seen = append(seen, one)
			}
		}
		if want := min(files, 10); len(seen) != want || len(m.Files) != want || server.Requests() != m.PartCount() {
			t.Fatalf("%d tables: %d documents in %d requests", files, len(seen), server.Requests())
		}
		for i, f := range m.Files {
			want := telegramtest.Message{Chat: "-100777", Topic: 7, Text: f.Caption, Mode: "HTML", Entities: 1, Document: f.Data, Name: f.Name, Reply: 11, Anyway: true}
			if diff := cmp.Diff(want, seen[i]); diff != "" {
				t.Errorf("document %d of %d (-want +got):\n%s", i, files, diff)
			}
		}
		if missed := strings.Count(strings.Join(m.Parts, ""), "(not as a file: no room for another one)"); missed != max(0, files-10) {
			t.Errorf("%d tables: %d say that they are no files", files, missed)
		}
	}
}

// TestChannel_Render_many_charts has one album at most: further charts are words.
func TestChannel_Render_many_charts(t *testing.T) {
	t.Parallel()
	for charts, want := range map[int]int{0: 0, 1: 1, 10: 10, 12: 10} {
		m := withCharts(charts)
		checkParts(t, m.Parts)
		texts := strings.Join(m.Parts[:m.PartCount()-min(1, want)], "")
		if words := strings.Count(texts, "highest 7,755"); len(m.Files) != want || words != charts-want {
			t.Errorf("%d charts: %d pictures and %d in words", charts, len(m.Files), words)
		}
	}
}

// TestChannel_Send_charts sends one picture, or an album, with their captions.
func TestChannel_Send_charts(t *testing.T) {
	t.Parallel()
	for _, charts := range []int{1, 2, 10} {
		server, m := telegramtest.New(botToken), withCharts(charts)
		receipts, err := sendAll(t.Context(), t, server, m)
		if diff := cmp.Diff([]string{"11", "12"}, receipts); err != nil || diff != "" {
			t.Fatalf("%d charts: %v, receipts (-want +got):\n%s", charts, err, diff)
		}
		seen := server.Messages()[1:]
		if len(seen) != charts {
			t.Fatalf("the chat sees %d pictures, want %d", len(seen), charts)
		}
		for i, f := range m.Files {
			if !bytes.Equal(seen[i].Photo, f.Data) || seen[i].Text != f.Caption || seen[i].Mode != "HTML" || seen[i].Chat != group.Telegram.Chat {
				t.Errorf("picture %d of %d is not what was sent", i, charts)
			}
		}
	}
}
