declare module 'virtual:ui.css'
