package jsonscan_test

import (
	"encoding/json"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

// emf is a line of the embedded metric format with 18 leaves, as the example in
// examples/bot-usage has them.
const emf = `{"_aws":{"Timestamp":1767225600000,"CloudWatchMetrics":[{"Namespace":"TelegramBot","Dimensions":[["function_name"]],` +
	`"Metrics":[{"Name":"latency_ms","Unit":"Milliseconds"}]}]},"function_name":"prod-telegram-bot","region":"eu-west-1",` +
	`"update_id":812345678,"is_group":1,"is_new_user":0,"chat_type":"supergroup","command":"/today","latency_ms":87,` +
	`"chat_id":-1001234567890,"user_id":5123456789,"language":"en","request_id":"8f5c0f5e-2b0c-4d51-9c1e-0a1b2c3d4e5f"}`

// BenchmarkFind reads two fields, one in the middle and one near the end. A query
// calls Find for an event that its filter drops, Find and Valid for one that it
// keeps.
func BenchmarkFind(b *testing.B) {
	p, found := jsonscan.New([]string{"is_group", "latency_ms"}), make([]jsonscan.Value, 2)
	doc := []byte(emf)
	b.Run("Find", func(b *testing.B) {
		measure(b, func() { p.Find(emf, found) })
	})
	b.Run("Find and Valid", func(b *testing.B) {
		measure(b, func() {
			p.Find(emf, found)
			jsonscan.Valid(emf)
		})
	})
	b.Run("encoding/json into a struct", func(b *testing.B) {
		measure(b, func() {
			var fields struct {
				IsGroup json.Number `json:"is_group"`
				Latency json.Number `json:"latency_ms"`
			}
			_ = json.Unmarshal(doc, &fields)
		})
	})
	b.Run("encoding/json into a map", func(b *testing.B) {
		measure(b, func() {
			var fields map[string]any
			_ = json.Unmarshal(doc, &fields)
		})
	})
}

func BenchmarkValid(b *testing.B) {
	doc := []byte(emf)
	b.Run("Valid", func(b *testing.B) {
		measure(b, func() { jsonscan.Valid(emf) })
	})
	b.Run("encoding/json", func(b *testing.B) {
		measure(b, func() { json.Valid(doc) })
	})
}

func measure(b *testing.B, read func()) {
	b.SetBytes(int64(len(emf)))
	b.ReportAllocs()
	for b.Loop() {
		read()
	}
}
