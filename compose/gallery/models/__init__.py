from .collections import Collection, CollectionItem
from .listings import Listing, PieceTag, Thumbnail
from .reports import Report
from .responses import Comment, Follow, Like

__all__ = ["Collection", "CollectionItem", "Comment", "Follow", "Like", "Listing", "PieceTag", "Report", "Thumbnail"]
