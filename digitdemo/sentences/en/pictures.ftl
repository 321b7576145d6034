# Pictures that cannot be opened, or show nothing.

picture-no-array = A picture must be an array (H, W), (H, W, 3) or (H, W, 4) of uint8. Received { $received }.
picture-wrong-array = A picture must be an array (H, W), (H, W, 3) or (H, W, 4) of uint8. Received { $kind } { $shape }.
picture-of-floats = A picture must be an array (H, W), (H, W, 3) or (H, W, 4) of uint8. Received { $kind } { $shape }. Multiply by 255 and convert.
picture-empty-array = A picture must be an array (H, W), (H, W, 3) or (H, W, 4) of uint8. Received an empty one, { $shape }.
picture-flat = Nothing on this picture stands out from its paper.
picture-no-ink = There is no ink on this picture.
picture-file-empty = This file is empty.
picture-file-too-large = A picture's file may have at most { $most } MB.
picture-no-picture = This file is not a picture that can be opened. Try PNG or JPEG.
picture-far-too-large = This picture is too large (too many pixels). Shrink it, or save it as a JPEG.
picture-damaged = This picture is damaged or incomplete. Save it again, or try another.
picture-no-pixels = This picture has no pixels.
picture-too-large = This picture is too large ({ $width } × { $height } pixels). Shrink it, or save it as a JPEG.
picture-cannot-be-opened = { $path } cannot be opened: { $reason }.
