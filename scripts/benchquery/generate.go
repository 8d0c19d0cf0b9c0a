package main

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"time"
)

var (
	commands = []string{"/start", "/help", "/weather", "/settings", "/subscribe", "/unsubscribe", "/top", "/search",
		"/lang", "/feedback", "/random", "/joke", "/remind", "/cancel", "/list", "/add", "/remove", "/mute", "/ban", "/rules"}
	methods = []string{"sendMessage", "editMessageText", "answerCallbackQuery", "sendPhoto", "getChatMember", "deleteMessage"}
	codes   = []int{400, 403, 409, 429, 429, 429, 500, 502, 503, 504}
)

// generator writes the log of a Telegram bot on Lambda: events in the embedded metric
// format, between the lines that the platform writes for each invocation. It draws integers
// only, so that the file is the same on every machine.
type generator struct {
	draw    *rand.Rand
	out     *bufio.Writer
	written int64
	line    []byte
	update  int
}

// day is the time that a log file covers.
const day = 24 * time.Hour

// writeLog writes a log file of at least that many bytes, and at most one invocation more,
// into a folder, and returns its path.
func writeLog(folder string, bytes int64) (path string, err error) {
	f, err := os.CreateTemp(folder, "bot-*.log")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	g := generator{draw: rand.New(rand.NewPCG(1, 2)), out: bufio.NewWriterSize(f, 1<<20)}
	first := time.Date(2026, 1, 15, 12, 30, 0, 0, time.UTC).UnixMilli()
	for g.written < bytes {
		// Up to two seconds off: streams that run side by side are not in one order.
		share := float64(g.written) / float64(bytes)
		g.invocation(first + int64(share*float64(day.Milliseconds())) + g.draw.Int64N(2000))
	}
	return f.Name(), g.out.Flush()
}

// invocation writes the lines of one invocation of the function.
func (g *generator) invocation(ms int64) {
	id := g.requestID()
	g.write("START RequestId: %s Version: $LATEST\n", id)
	began := ms
	for range 3 + g.draw.IntN(9) {
		ms += g.draw.Int64N(40)
		g.event(ms, id)
	}
	g.write("END RequestId: %s\n", id)
	g.write("REPORT RequestId: %s\tDuration: %d.%02d ms\tBilled Duration: %d ms\tMemory Size: 128 MB\tMax Memory Used: %d MB\t\n",
		id, ms-began, g.draw.IntN(100), ms-began+1, 35+g.draw.IntN(20))
}

func (g *generator) write(format string, values ...any) {
	g.line = fmt.Appendf(g.line[:0], format, values...)
	g.written += int64(len(g.line))
	_, _ = g.out.Write(g.line) // keeps its error, and Flush returns it
}

func (g *generator) requestID() string {
	a, b := g.draw.Uint64(), g.draw.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", uint32(a), uint16(a>>32), a>>52, b>>52, b&(1<<48-1))
}

// event writes one event of about 490 bytes. A draw below a draw favours small numbers: a
// few users and commands make most of the events.
func (g *generator) event(ms int64, id string) {
	g.update++
	user := 100000000 + g.draw.IntN(1+g.draw.IntN(1+g.draw.IntN(1_000_000)))*7919
	chat, group := user, 0
	if g.draw.IntN(100) < 23 {
		chat, group = -1001000000000-g.draw.IntN(50_000), 1
	}
	command := commands[g.draw.IntN(1+g.draw.IntN(len(commands)))]
	micros := (1 + g.draw.IntN(60)) * (1 + g.draw.IntN(60)) * (1 + g.draw.IntN(120)) // 56 ms on average
	level, message := g.message(user, command, micros/1000)
	g.write(`{"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"TelegramBot","Dimensions":[["command"]],`+
		`"Metrics":[{"Name":"latency_ms","Unit":"Milliseconds"},{"Name":"is_group","Unit":"Count"},{"Name":"is_new_user","Unit":"Count"}]}]},`+
		`"is_group":%d,"is_new_user":%d,"user_id":%d,"chat_id":%d,"command":"%s","latency_ms":%d.%03d,"request_id":"%s","level":"%s","message":"%s"}`+"\n",
		ms, group, 1-min(g.draw.IntN(50), 1), user, chat, command, micros/1000, micros%1000, id, level, message)
}

// message draws what an event says, and its level.
func (g *generator) message(user int, command string, ms int) (level, text string) {
	switch n := g.draw.IntN(1000); {
	case n < 30:
		return "ERROR", fmt.Sprintf("telegram api call %s failed: error %d, retry after %d s",
			methods[g.draw.IntN(len(methods))], codes[g.draw.IntN(len(codes))], g.draw.IntN(60))
	case n < 45:
		return "ERROR", fmt.Sprintf("unhandled error in update %d: context deadline exceeded", g.update)
	case n < 110:
		return "WARN", fmt.Sprintf(`slow upstream for \"%s\": waited %d ms`, command, g.draw.IntN(3000))
	case n < 400:
		return "DEBUG", fmt.Sprintf("update %d decoded, %d entities, dispatching %s", g.update, g.draw.IntN(9), command)
	}
	return "INFO", fmt.Sprintf("handled update %d from user %d in %d ms", g.update, user, ms)
}
