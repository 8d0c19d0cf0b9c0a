package discord

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/deliver/textform"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

// The bounds of a table: columns of code that a window shows without wrapping, and rows.
const (
	maxRows  = 20
	maxWidth = 60
)

// document returns the messages of a report. The first embed has its title, its window,
// the first lines and the numbers that come first.
func document(e *edition.Edition) []string {
	all := &messages{color: colorOf(e.Lines)}
	first := head(e)
	blocks := outline.Blocks(e.Sections)
	if len(blocks) > 0 && blocks[0].Numbers != nil {
		numbers := blocks[0].Numbers
		n := fitting(numbers)
		first.Fields = fields(numbers[:n])
		if blocks[0].Numbers = numbers[n:]; n == len(numbers) {
			blocks = blocks[1:]
		}
	}
	all.add(first)
	all.blocks(blocks)
	for _, part := range nothing(e.Nothing) {
		if len(all.full) < maxMessages-1 {
			all.add(embed{Description: part})
		}
	}
	all.add(embed{Footer: &footer{limit(strings.Join(e.Footer.Summary, " · ")+"\n"+e.Footer.Run, maxFooter)}})
	return all.done()
}

// blocks adds an embed for each chart and table, and for numbers that follow each other.
// Sections beyond the last message are counted.
func (m *messages) blocks(blocks []outline.Block) {
	for i, b := range blocks {
		if len(m.full) >= maxMessages-2 {
			m.add(embed{Description: "… " + render.More(sections(blocks[i:]), "section")})
			return
		}
		switch {
		case b.Chart != nil:
			m.add(chart(b.Chart))
		case b.Table != nil:
			m.add(embed{Title: limit(markdown(b.Title), maxTitle), Description: code(table(b.Table))})
		}
		for numbers := b.Numbers; len(numbers) > 0; {
			n := fitting(numbers)
			m.add(embed{Fields: fields(numbers[:n])})
			numbers = numbers[n:]
		}
	}
}

func sections(blocks []outline.Block) (n int) {
	for _, b := range blocks {
		n += max(1, len(b.Numbers))
	}
	return n
}

// chart returns a chart in block characters.
func chart(c *edition.Chart) embed {
	e := embed{Title: limit(markdown(c.Heading()), maxTitle), Description: code(limit(strings.Join(c.Blocks(maxWidth), "\n"), maxCode))}
	if note := c.Note(maxWidth); note != "" {
		e.Footer = &footer{limit(note, maxFooter)}
	}
	return e
}

// nothing returns the lines of sections with nothing to show.
func nothing(all []edition.Nothing) (parts []string) {
	for some := range slices.Chunk(all, maxEmbeds) {
		lines := make([]string, len(some))
		for i, n := range some {
			lines[i] = markdown(outline.Nothing(n))
		}
		parts = append(parts, textform.Divide(strings.Join(lines, "\n"), maxCode, limit)...)
	}
	return parts
}

// table returns as many rows as fit into an embed.
func table(t *edition.Table) string {
	for rows := maxRows; ; rows /= 2 {
		lines := strings.Join(outline.Lines(t, maxWidth, rows), "\n")
		if text.UTF16Len(lines) <= maxCode || rows == 0 {
			return limit(lines, maxCode)
		}
	}
}
