"""What each reason means and how to film again, in English and Chinese."""

from __future__ import annotations

Said = tuple[str, str]

AGAIN_STEADY: Said = (
    "Rest your elbows on a table or lean the phone against something, and look at one point.",
    "请把手机靠在东西上，或把手肘放在桌上，眼睛看着一个地方，再拍一次。",
)
AGAIN_LIGHT: Said = (
    "Sit facing a window or a lamp, not with it behind you.",
    "请面对窗户或灯坐，不要背着光，再拍一次。",
)
AGAIN_CAMERA: Said = (
    "Use the phone's own camera at 30 or 60 pictures a second, and send the film as it is.",
    "请用手机自带的相机，每秒 30 或 60 帧，拍好后不要压缩，直接用原片。",
)
AGAIN_LENGTH: Said = ("Film 15 seconds; 10 to 20 are fine.", "请拍 15 秒左右，10 到 20 秒都可以。")
AGAIN_FRAME: Said = (
    "Hold the phone at arm's length so that your whole face fills about half of the width.",
    "请把手机举到一臂远，让整张脸占画面一半左右，再拍一次。",
)
AGAIN_QUIET: Said = (
    "Keep your lips together and breathe calmly while filming.",
    "拍的时候请轻轻合上嘴，慢慢呼吸，先不要说话。",
)
AGAIN_FILE: Said = (
    "Choose a film made by the phone's camera (mp4, mov or webm).",
    "请选手机相机拍的视频（mp4、mov 或 webm）。",
)

REASONS: dict[str, tuple[Said, Said]] = {
    "too_short": (("The clip is too short.", "视频太短。"), AGAIN_LENGTH),
    "too_long": (("The clip is too long.", "视频太长。"), AGAIN_LENGTH),
    "frame_rate": (("Too few pictures a second.", "每秒的画面太少。"), AGAIN_CAMERA),
    "frames_missing": (("Pictures are missing in between.", "中间少了一些画面。"), AGAIN_CAMERA),
    "compressed": (("The film was compressed too much.", "视频压缩得太厉害。"), AGAIN_CAMERA),
    "face_lost": (
        ("The face is not in the picture all the time.", "脸没有一直在画面里。"),
        AGAIN_FRAME,
    ),
    "several_faces": (("More than one face is in the picture.", "画面里不止一张脸。"), AGAIN_FRAME),
    "too_far": (("The face is too small.", "脸离得太远。"), AGAIN_FRAME),
    "too_dark": (("It is too dark.", "光线太暗。"), AGAIN_LIGHT),
    "too_bright": (("The face is burnt out by light.", "光线太强，脸上发白。"), AGAIN_LIGHT),
    "moving": (("The head or the phone moves too much.", "头或手机动得太多。"), AGAIN_STEADY),
    "talking": (("The mouth is talking or eating.", "嘴在说话或吃东西。"), AGAIN_QUIET),
    "noisy": (
        ("The picture is too restless to tell small movements.", "画面不够稳，看不清细小的动作。"),
        AGAIN_STEADY,
    ),
    "empty": (("The file is empty.", "文件是空的。"), AGAIN_FILE),
    "unreadable": (
        (
            "This is not a film, or one of a kind we do not open.",
            "这不是视频，或者这种格式打不开。",
        ),
        AGAIN_FILE,
    ),
    "no_picture": (("There are no moving pictures in the file.", "文件里没有画面。"), AGAIN_FILE),
    "codec": (("The film is coded in a way we do not open.", "这种视频编码打不开。"), AGAIN_FILE),
    "broken": (("The film is damaged.", "视频文件已损坏。"), AGAIN_FILE),
    "no_times": (
        ("The film does not say when its pictures are shown.", "视频里没有时间信息。"),
        AGAIN_FILE,
    ),
    "too_many_bytes": (("The file is too large.", "文件太大。"), AGAIN_LENGTH),
    "too_many_pixels": (("The pictures are too large.", "画面尺寸太大。"), AGAIN_CAMERA),
    "too_many_frames": (("There are too many pictures in the film.", "画面太多。"), AGAIN_CAMERA),
    "too_slow": (
        ("Judging the film would take too long.", "处理这个视频需要太长时间。"),
        AGAIN_CAMERA,
    ),
}

REGIONS: dict[str, Said] = {
    "brow_inner_right": ("inner right brow", "右眉内侧"),
    "brow_inner_left": ("inner left brow", "左眉内侧"),
    "brow_outer_right": ("outer right brow", "右眉外侧"),
    "brow_outer_left": ("outer left brow", "左眉外侧"),
    "brow_low_right": ("below the right brow", "右眉下方"),
    "brow_low_left": ("below the left brow", "左眉下方"),
    "cheek_right": ("right cheek", "右脸颊"),
    "cheek_left": ("left cheek", "左脸颊"),
    "nose_right": ("right wing of the nose", "右鼻翼"),
    "nose_left": ("left wing of the nose", "左鼻翼"),
    "lip_upper_right": ("upper lip, right", "上唇右侧"),
    "lip_upper_left": ("upper lip, left", "上唇左侧"),
    "mouth_right": ("right corner of the mouth", "右嘴角"),
    "mouth_left": ("left corner of the mouth", "左嘴角"),
    "lip_lower": ("lower lip", "下唇"),
    "chin": ("chin", "下巴"),
}

HONEST: Said = (
    "These are movements of the skin, some of them false. They do not show what anybody feels, "
    "and nothing here is a diagnosis.",
    "这里只是皮肤的细小动作，其中也会有误报。它们不能说明谁有什么心情，更不是诊断。",
)

COUNTED: Said = (
    "{movements} movements, {blinks} blinks",
    "{movements} 个细小动作，眨眼 {blinks} 次",
)

LANGUAGES = ("en", "zh")


def said(pair: Said, language: str) -> str:
    """One of the two."""
    return pair[LANGUAGES.index(language)]


def what(code: str, language: str = "en") -> str:
    """What is wrong with the clip."""
    return said(REASONS[code][0], language)


def again(code: str, language: str = "en") -> str:
    """How to film it again."""
    return said(REASONS[code][1], language)
