// Package telegram sends reports to chats of Telegram, by a bot.
package telegram

// Channel is the kind telegram.
type Channel struct{}
