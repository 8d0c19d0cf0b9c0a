package telegramtest

import (
	"bytes"
	"fmt"
	"image/png"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// Telegram's limits for pictures: bytes, the sum of width and height in pixels and their
// ratio (https://core.telegram.org/bots/api#sendphoto).
const (
	maxPhoto = 10 << 20
	maxSides = 10_000
	maxRatio = 20
)

func checkPhoto(data []byte) *channeltest.Fault {
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
